/** What every other screen says: loaded with the first of them. */
export const words = import.meta.glob<Record<string, unknown>>(['/locales/en/*.json', '!/locales/en/{ui,shell,assess}.json'], {
  eager: true,
  import: 'default',
})
