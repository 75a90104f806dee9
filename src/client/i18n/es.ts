/** Every word of this language in one chunk: a cold start without network asks for one file, not one per namespace. */
export const words = import.meta.glob<Record<string, unknown>>('/locales/es/*.json', { eager: true, import: 'default' })
