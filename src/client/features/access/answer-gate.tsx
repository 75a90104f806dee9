import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { Answer } from './use-answer.ts'

type Props<Value> = {
  readonly answer: Answer<Value>
  readonly ask: () => Promise<void>
  readonly children: (value: Value) => ReactNode
}

/** The shape of what comes, then what came, or why nothing did. */
export const AnswerGate = <Value,>({ answer, ask, children }: Props<Value>) => {
  const { t } = useTranslation('access')
  switch (answer.state) {
    case 'asking':
      return <Skeleton shape="rows" />
    case 'refused':
      return (
        <Notice
          tone="warning"
          title={t([`problem.${answer.problem}`, 'problem.unforeseen'])}
          actions={
            <Button icon="sync" onClick={() => void ask()}>
              {t('retry')}
            </Button>
          }
        >
          {t('onlyOnline')}
        </Notice>
      )
    case 'known':
      return children(answer.value)
  }
}
