/** What every other screen says: loaded with the first of them. */
export const words = import.meta.glob<Record<string, unknown>>(['/locales/pt/*.json', '!/locales/pt/{ui,shell,assess}.json'], {
  eager: true,
  import: 'default',
})
