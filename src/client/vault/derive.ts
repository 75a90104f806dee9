import type { KeyMaking } from './device-store.ts'

/** Makes a key of a passphrase. Slow on purpose; rejects where the tablet has no memory for it. */
export type Derive = (secret: string, salt: Uint8Array<ArrayBuffer>, making: KeyMaking) => Promise<Uint8Array<ArrayBuffer>>

/** 46 MiB, one pass, one lane: the second choice of OWASP's password storage sheet, 0.8 s where a tablet is six times as slow. */
export const keyMaking: KeyMaking = { memory: 46 * 1024, passes: 1, lanes: 1 }

export type DeriveCall = { readonly secret: string; readonly salt: Uint8Array<ArrayBuffer>; readonly making: KeyMaking }
export type DeriveAnswer = { readonly key: Uint8Array<ArrayBuffer> } | { readonly problem: string }

/** In milliseconds: nobody else may try anything on this tablet meanwhile. */
const patience = 30_000

/** In a worker of its own, which ends with its one call: nothing of passphrase or key stays in its memory. */
export const deriveBeside: Derive = (secret, salt, making) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./argon2.worker.ts', import.meta.url), { type: 'module' })
    const end = (): void => {
      clearTimeout(late)
      worker.terminate()
    }
    const late = setTimeout(() => {
      end()
      reject(new Error('no answer'))
    }, patience)
    worker.onmessage = ({ data }: MessageEvent<DeriveAnswer>) => {
      end()
      if ('key' in data) resolve(data.key)
      else reject(new Error(data.problem))
    }
    worker.onerror = ({ message }) => {
      end()
      reject(new Error(message))
    }
    worker.postMessage({ secret, salt, making } satisfies DeriveCall)
  })

/** The same word typed on another keyboard is the same passphrase: composed letters, and no blanks at its ends. */
export const secretOf = (typed: string): string => typed.normalize('NFKC').trim()
