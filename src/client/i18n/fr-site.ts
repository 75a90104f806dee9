/** What the assessor's screens and the frame say, in one chunk: a cold start asks for one file, not one per namespace. */
export const words = import.meta.glob<Record<string, unknown>>('/locales/fr/{ui,shell,assess}.json', {
  eager: true,
  import: 'default',
})
