import { type ComponentType, lazy } from 'react'
import { officeWords } from '../i18n.ts'

/** A screen of the assessor that is fetched when it is needed; offline it comes from the device's cache. */
export const siteScreen = <Module, Name extends keyof Module>(load: () => Promise<Module>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] as ComponentType }))

/** Any other screen comes together with the words that the assessor's screens can do without. */
export const screen = <Module, Name extends keyof Module>(load: () => Promise<Module>, name: Name) =>
  siteScreen(async () => (await Promise.all([load(), officeWords()]))[0], name)
