// Builds the app and prints how fast it is on this machine, all of it or the parts that are named: figures beside their targets.
const own = ['sizes', 'scoring', 'cold-start']
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
if (wanted.length === 0 || wanted.some((name) => own.includes(name))) {
  const { build } = await import('vite')
  await build({ logLevel: 'warn' })
}
await import('../test/bench/run.ts')
