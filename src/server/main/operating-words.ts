/** What the terminal says of how the server is watched and stopped, in French and in English. */

export const badSetting = (name: string, value: string, expected: string): string =>
  [
    `FR  ${name}="${value}" n’est pas permis. Attendu : ${expected}`,
    `EN  ${name}="${value}" is not allowed. Expected: ${expected}`,
  ].join('\n')

export const metricsAt = (url: string): string => `metrics ${url}/metrics`
