/** One wrong variant: what is changed in which files, and where it shows. */
export type Mutant = {
  readonly name: string
  /** What the devices and the server are made of in the games that are to catch it: where the changed code runs. */
  readonly board: 'memory' | 'dexie' | 'sqlite'
  readonly patches: readonly Patch[]
  /** The first seed that catches it, when last looked. */
  readonly seed: number
}

/** Words of a file that must stand there exactly once, and what stands there instead. */
export type Patch = { readonly file: string; readonly from: string; readonly to: string }
