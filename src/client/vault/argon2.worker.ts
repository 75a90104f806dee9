import { argon2id } from 'hash-wasm'
import { keyBytes } from './cipher.ts'
import type { DeriveAnswer, DeriveCall } from './derive.ts'

addEventListener('message', async ({ data: { secret, salt, making } }: MessageEvent<DeriveCall>) => {
  const answer = await argon2id({
    password: secret,
    salt,
    memorySize: making.memory,
    iterations: making.passes,
    parallelism: making.lanes,
    hashLength: keyBytes,
    outputType: 'binary',
  }).then(
    (key): DeriveAnswer => ({ key: new Uint8Array(key) }),
    (error: unknown): DeriveAnswer => ({ problem: String(error) }),
  )
  postMessage(answer)
})
