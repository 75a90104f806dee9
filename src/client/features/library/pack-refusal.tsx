import { useTranslation } from 'react-i18next'
import type { PackProblem } from '../../../core/exchange/pack-problem.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './library.module.css'

type Props = { readonly file: string; readonly problems: readonly PackProblem[] }

/** Everything that is wrong with a pack file, each with its place in it: whoever wrote the file can mend it in one go. */
export const PackRefusal = ({ file, problems }: Props) => {
  const { t } = useTranslation(['library', 'import'])
  return (
    <div className={styles['refusal']}>
      <Notice tone="danger" live title={t('add.refused.title', { count: problems.length })}>
        {t('add.refused.text', { file })}
      </Notice>
      <DataTable
        caption={t('add.refused.title', { count: problems.length })}
        captionHidden
        tall
        rows={problems}
        rowKey={({ problem, path, params }) => `${problem} ${path} ${JSON.stringify(params)}`}
        columns={[
          {
            key: 'place',
            head: t('add.refused.place'),
            cell: ({ path }) => (path === '' ? t('add.refused.whole') : <code className={styles['path']}>{path}</code>),
          },
          {
            key: 'reason',
            head: t('add.refused.reason'),
            cell: ({ problem, params }) => t(`import:problem.${problem}`, { ...params }),
          },
        ]}
      />
    </div>
  )
}
