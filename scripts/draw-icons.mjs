// Draws public/icons/*.png from the one SVG. Run by hand after the drawing changes: node scripts/draw-icons.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { chromiumArguments, chromiumPath } from './chromium.mjs'

const svg = readFileSync('public/icons/icon.svg', 'utf8')
const whole = svg.replace('rx="96" ', '')
// A maskable icon keeps its motif inside the middle four fifths and fills the rest.
const maskable = whole.replace(
  /(<path .*)<\/svg>/,
  '<g transform="translate(256 256) scale(.8) translate(-256 -256)">$1</g></svg>',
)

const icons = [
  ['icon-32', 32, svg],
  ['icon-192', 192, svg],
  ['icon-512', 512, svg],
  ['icon-maskable-192', 192, maskable],
  ['icon-maskable-512', 512, maskable],
  ['apple-touch-icon', 180, maskable],
]

const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments })
const page = await browser.newPage()
for (const [name, size, drawing] of icons) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`)
  writeFileSync(`public/icons/${name}.png`, await page.screenshot({ omitBackground: true }))
}
await browser.close()
