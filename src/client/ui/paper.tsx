import type { ReactNode } from 'react'
import { usePageFooter } from './page-footer.ts'
import styles from './paper.module.css'
import { titlesArePlain } from './window-title.ts'

type Props = {
  /** Becomes the name of the file when it is printed to one. */
  readonly file: string
  readonly toolbar: ReactNode
  /** What stands at the foot of each printed page, and before its number. */
  readonly footer: { readonly text: string; readonly page: string }
  readonly children: ReactNode
}

/** A paper as it will lie on a desk, with what prints it above. Only the paper is printed. */
export const Paper = ({ file, toolbar, footer, children }: Props) => {
  usePageFooter(footer)
  return (
    <main id="main" tabIndex={-1} className={styles['desk']}>
      {!titlesArePlain() && <title>{file}</title>}
      <div className={styles['toolbar']}>{toolbar}</div>
      <article className={styles['paper']}>
        {children}
        <p className={styles['foot']}>{footer.text}</p>
      </article>
    </main>
  )
}
