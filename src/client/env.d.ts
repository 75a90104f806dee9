interface ImportMetaEnv {
  /** The release, from package.json. */
  readonly VITE_VERSION: string
}
