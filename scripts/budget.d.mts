export declare const shellOf: (dist: string) => {
  readonly allowed: number
  readonly files: readonly { readonly file: string; readonly size: number }[]
  readonly whole: number
}
