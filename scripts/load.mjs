// Puts the load of a whole administration on a server process of this machine, and prints what became of it.
await import('../test/load/run.ts')
