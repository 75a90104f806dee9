// sqlmap on every parameter. What it finds is what it names as an injection point.
import { join } from 'node:path'
import { heard } from './tools.mjs'

const usual = [
  '--batch',
  '--flush-session',
  '--disable-coloring',
  '--level=2',
  '--risk=2',
  '--technique=BEUT',
  '--threads=4',
  '--time-sec=3',
]

/** One target; `found` are the parameters that it says can be injected, `tested` whether it came so far as to try. */
export const inject = async (sqlmap, { name, address, method = 'GET', body, token, dbms = 'SQLite', folder }) => {
  const ignored = '--ignore-code=400,401,403,404,409,413,415,421,422,426,429,500,503'
  const args = [
    '-u',
    address,
    `--method=${method}`,
    `--dbms=${dbms}`,
    ignored,
    ...usual,
    `--output-dir=${join(folder, `sqlmap-${name}`)}`,
  ]
  if (body) args.push(`--data=${JSON.stringify(body)}`, '-H', 'Content-Type: application/json')
  if (token) args.push('-H', `Authorization: Bearer ${token}`)
  const { text } = await heard(sqlmap, args, { timeout: 600_000 })
  const found = [...text.matchAll(/^Parameter: (.+)$/gm)].map(([, parameter]) => parameter)
  const tested = new Set(
    [
      ...text.matchAll(
        /(?:testing for SQL injection on|heuristic \(basic\) test shows that|testing if) (?:\((?:custom|POST|GET|URI)\) )?(?:\w+ )?parameter '([^']+)'/g,
      ),
    ].map(([, parameter]) => parameter),
  )
  return { found, tested: tested.size, text }
}
