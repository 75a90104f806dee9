/*
 * The one use the core makes of Papa Parse: text in, rows out. The published types speak of files, sockets and Node, and would let
 * all of them into a house that has none.
 */
declare module 'papaparse' {
  type Parsed = {
    readonly data: readonly (readonly string[])[]
    /** `index` is the place in the text where the cell begins whose quotes are wrong. */
    readonly errors: readonly { readonly type: string; readonly index?: number }[]
    /** Whether the text had more rows than `preview` asked for. */
    readonly meta: { readonly truncated: boolean }
  }
  const Papa: {
    readonly parse: (
      text: string,
      options: { readonly delimiter: string; readonly newline: '\n' | '\r\n'; readonly preview: number },
    ) => Parsed
  }
  export = Papa
}
