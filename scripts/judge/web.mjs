// What is judged at the page and its headers: wapiti over all that can be read, csp_evaluator over the policy.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { heard } from './tools.mjs'

/** Level 3 is wapiti's high. */
export const crawl = async (wapiti, { url, starts, token, folder }) => {
  const report = join(folder, 'wapiti.json')
  const modules =
    'backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,nikto,permanentxss,redirect,sql,ssrf,xss,xxe'
  const args = ['-u', url, '--scope', 'domain', '-m', modules, '-f', 'json', '-o', report, '--flush-session', '--no-bugreport']
  args.push(
    '--max-scan-time',
    '300',
    '--max-attack-time',
    '60',
    '--store-session',
    join(folder, 'wapiti'),
    '--store-config',
    join(folder, 'wapiti'),
  )
  args.push(...starts.flatMap((address) => ['-s', address]), ...(token ? ['-H', `Authorization: Bearer ${token}`] : []))
  const { text } = await heard(wapiti, args, { timeout: 900_000 })
  try {
    const { vulnerabilities, anomalies, infos } = JSON.parse(readFileSync(report, 'utf8'))
    const all = Object.entries({ ...vulnerabilities, ...anomalies }).flatMap(([kind, list]) =>
      list.map((one) => ({ kind, ...one })),
    )
    return { version: infos?.version, all, high: all.filter(({ level }) => level >= 3) }
  } catch {
    return { problem: text.split('\n').slice(-3).join(' ') }
  }
}

/** Findings of csp_evaluator with its own degrees: 60 tells something, 100 nothing. The less, the worse. */
export const policyOf = (modules, policy) => {
  const load = createRequire(join(modules, 'judge.cjs'))
  const { CspEvaluator } = load('csp_evaluator/dist/evaluator.js')
  const { CspParser } = load('csp_evaluator/dist/parser.js')
  return new CspEvaluator(new CspParser(policy).csp).evaluate()
}

/**
 * `'self'` is doubtful only where somebody can make this server send a script of theirs (JSONP, uploads). Whether it is so, is
 * looked up: every answer of the interface is asked for its type.
 */
export const scriptsFrom = async (addresses, token) => {
  const answers = await Promise.all(
    addresses.map(async (address) => {
      const reply = await fetch(
        `${address}${address.includes('?') ? '&' : '?'}callback=alert`,
        token ? { headers: { authorization: `Bearer ${token}` } } : {},
      )
      const isScript = /javascript|ecmascript|html|svg|xml/i.test(reply.headers.get('content-type') ?? '')
      return isScript || reply.headers.get('x-content-type-options') !== 'nosniff' ? [address] : []
    }),
  )
  return answers.flat()
}
