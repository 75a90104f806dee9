// Lets others judge the product: `npm run judge -- [--only sqlmap,wapiti,csp,spectral,audit]`. Not part of `npm test`: it takes long, and
// brings tools from outside into a temporary folder. Prints a table, what it could not run, and fails on what is above the mark.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { firstAdministrator } from '../test/support/access.ts'
import { startServer } from '../test/support/server-process.ts'
import { described } from './judge/description.mjs'
import { openRelay, relayed } from './judge/relay.mjs'
import { inject } from './judge/sql.mjs'
import { readable, targets } from './judge/targets.mjs'
import { heard, packages, program } from './judge/tools.mjs'
import { crawl, policyOf, scriptsFrom } from './judge/web.mjs'

const { values } = parseArgs({ options: { only: { type: 'string', default: 'sqlmap,wapiti,csp,spectral,audit' } } })
const wanted = new Set(values.only.split(','))
const folder = mkdtempSync(join(tmpdir(), 'palier-judge-'))
const rows = []
const missed = []
const say = (line) => process.stdout.write(`${line}\n`)
const judged = (judge, about, found, isRight) => rows.push({ judge, about, found: String(found), right: isRight ? 'yes' : 'NO' })

if (wanted.has('csp') || wanted.has('wapiti')) await build({ logLevel: 'warn' })
const server = await startServer(join(folder, 'accounts'), { ACCESS: 'accounts' })
const open = await startServer(join(folder, 'open'), { ACCESS: 'open' })
const { token } = await firstAdministrator(server)

const judges = {
  sqlmap: async () => {
    const sqlmap = await program('sqlmap', { folder })
    if (!sqlmap) return missed.push('sqlmap: neither on this machine nor in its packages')
    const relay = await openRelay(open.url)
    const own = relayed.map((name) => ({ name: `sync-${name}`, address: `${relay.url}/?${name}=x`, parameters: [name] }))
    const control = await inject(sqlmap, { name: 'control', address: `${relay.url}/?control=1`, folder })
    if (control.found.length === 0) return missed.push('sqlmap: it does not find what was made to be found')
    let [found, tried] = [0, 0]
    for (const target of [...targets(server.url), ...own]) {
      const result = await inject(sqlmap, { ...target, token, folder })
      found += result.found.length
      tried += target.parameters.length
      say(
        `sqlmap ${target.name} (${target.parameters.join(', ')}): ${result.found.length === 0 ? 'nothing' : result.found.join('; ')}`,
      )
      if (result.tested === 0) missed.push(`sqlmap at ${target.name}: it did not come so far as to try`)
    }
    relay.close()
    missed.push('sqlmap at courier: its body is sealed and signed as a whole, no tool reaches within; see test/server/courier')
    judged('sqlmap', `${tried} parameters`, `${found} injections`, found === 0)
  },
  wapiti: async () => {
    const wapiti = await program('wapiti', { folder, python: 'wapiti3' })
    if (!wapiti) return missed.push('wapiti: neither on this machine nor in its packages')
    const {
      problem,
      all = [],
      high = [],
    } = await crawl(wapiti, { url: `${server.url}/`, starts: readable(server.url), token, folder })
    if (problem) return missed.push(`wapiti: ${problem}`)
    for (const { kind, level, method, path, info } of all) say(`wapiti ${level} ${kind} ${method} ${path}: ${info}`)
    judged('wapiti', `${readable(server.url).length} addresses`, `${high.length} high, ${all.length} in all`, high.length === 0)
  },
  csp: async () => {
    const modules = await packages(['csp_evaluator'], { folder })
    if (!modules) return missed.push('csp_evaluator: npm does not bring it')
    for (const path of ['/', '/api/v1/health']) {
      const policy = (await fetch(server.url + path)).headers.get('content-security-policy') ?? ''
      const all = policyOf(modules, policy)
      const doubtful = all.filter(({ type, value }) => type === 305 && value === "'self'")
      const scripts = doubtful.length > 0 ? await scriptsFrom(readable(server.url), token) : []
      const above = all.filter((one) => one.severity < 60 && !(doubtful.includes(one) && scripts.length === 0))
      for (const { severity, directive, description } of all)
        say(`csp_evaluator ${path} ${severity} ${directive}: ${description}`)
      if (doubtful.length > 0) say(`  … scripts that the interface could be made to send: ${scripts.length}`)
      const told = doubtful.length > 0 ? ', 1 on a condition that does not hold' : ''
      judged('csp_evaluator', `policy of ${path}`, `${above.length} above low${told}`, above.length === 0)
    }
  },
  spectral: async () => {
    const modules = await packages(['@stoplight/spectral-cli', '@stoplight/spectral-owasp-ruleset', 'csp_evaluator'], { folder })
    if (!modules) return missed.push('spectral: npm does not bring it')
    const { errors, excused, warnings } = await described(modules, folder)
    for (const { code, path } of errors) say(`spectral ${code} ${path.join('.')}`)
    for (const { path } of excused) say(`spectral excuses ${path[1]}: a code in the body that holds once is its credential`)
    judged('spectral, OWASP', 'docs/openapi.json', `${errors.length} errors, ${warnings} warnings`, errors.length === 0)
  },
  audit: async () => {
    const { text } = await heard('npm', ['audit', '--omit=dev', '--json'], { timeout: 60_000 })
    const found = /"vulnerabilities"/.test(text) ? JSON.parse(text.slice(text.indexOf('{'))).metadata?.vulnerabilities : undefined
    if (!found) return missed.push('npm audit: the registry here does not answer it')
    judged('npm audit', 'what is shipped', JSON.stringify(found), found.high + found.critical === 0)
  },
}

try {
  for (const [name, judge] of Object.entries(judges)) if (wanted.has(name)) await judge()
} finally {
  await Promise.all([server.stop(), open.stop()])
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
console.table(rows)
for (const one of missed) say(`could not run: ${one}`)
process.exitCode = rows.every(({ right }) => right === 'yes') ? 0 : 1
