// Builds the app and prints how fast it is on this machine: figures and ratios, no verdict.
const { build } = await import('vite')
await build({ logLevel: 'warn' })
await import('../test/bench/run.ts')
