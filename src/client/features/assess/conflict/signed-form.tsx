import { useTranslation } from 'react-i18next'
import type { CompetencyCode } from '../../../../core/domain/id.ts'
import { fullName } from '../../../../core/domain/person.ts'
import type { SignedDispute } from '../../../app/signed-dispute.ts'
import { Button } from '../../../ui/button.tsx'
import { CheckBox } from '../../../ui/check-box.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useFigures } from '../../../ui/number.ts'
import { TextArea } from '../../../ui/text-area.tsx'
import { NotSaved } from '../not-saved.tsx'
import styles from './conflict-panel.module.css'
import { usePartName } from './part-name.ts'
import { allOf } from './signed-choice.ts'
import { SignedPart } from './signed-part.tsx'
import { type SignedSettling, useSignedSettling } from './use-signed-settling.ts'

/** Part by part, or a whole signature at once; then why; then what follows from it, in words, before anything is written. */
export const SignedForm = ({ dispute }: { readonly dispute: SignedDispute }) => {
  const { t } = useTranslation('settle')
  const settling = useSignedSettling(dispute)
  const { grid, standing, fields } = dispute
  const signed = new Set(standing.map(({ operation }) => operation))
  const { picks, setPicks, asked, reason } = settling
  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void settling.put()
      }}
    >
      {standing.length > 1 && <Standing dispute={dispute} />}
      {fields.length === 0 && <p>{t(standing.length > 1 ? 'signed.same' : 'signed.sameLate')}</p>}
      {fields.length > 0 && (
        <section className={styles['form']} aria-labelledby="parts">
          <h2 id="parts">{t('signed.parts', { count: fields.length })}</h2>
          {fields.length > 1 && <TakeAll settling={settling} dispute={dispute} />}
          {fields.map((conflict) => (
            <SignedPart
              key={conflict.field}
              grid={grid}
              conflict={conflict}
              signed={signed}
              picked={picks[conflict.field]}
              missing={asked && !settling.chosen.has(conflict.field)}
              onPick={(picked) => setPicks({ ...picks, [conflict.field]: picked })}
            />
          ))}
        </section>
      )}
      <TextArea
        label={t('reason')}
        hint={t('signed.reasonHint')}
        error={asked && reason.trim() === '' ? t('reasonMissing') : undefined}
        maxLength={2000}
        value={reason}
        onChange={settling.setReason}
      />
      {settling.isWhole && <Outcome settling={settling} dispute={dispute} />}
      {asked && !settling.isWhole && (
        <p role="alert" className={styles['missing']}>
          {t('signed.partsMissing')}
        </p>
      )}
      <Settle settling={settling} />
      {settling.problem && <NotSaved problem={settling.problem} what={t('what')} onRetry={() => void settling.put()} />}
    </form>
  )
}

const Settle = ({ settling: { keeps, isWhole, busy, locked } }: { readonly settling: SignedSettling }) => {
  const { t } = useTranslation('settle')
  return (
    <div>
      <Button
        type="submit"
        kind={isWhole ? 'primary' : 'secondary'}
        icon={keeps ? 'check' : 'signature'}
        busy={busy && t('busy')}
        disabled={locked}
      >
        {t(!isWhole ? 'settle' : keeps ? 'signed.keep' : 'signed.sign')}
      </Button>
    </div>
  )
}

const Standing = ({ dispute: { standing } }: { readonly dispute: SignedDispute }) => {
  const { t } = useTranslation('settle')
  const { dateTime } = useFigures()
  return (
    <ul className={styles['list']}>
      {standing.map(({ operation, name, at, state }) => (
        <li key={operation}>
          <strong>{t('signed.by', { name: name ?? t('assess:conflict.somebody'), date: dateTime(at) })}</strong>
          <p className={styles['note']}>{t(`assess:signatures.${state}`)}</p>
        </li>
      ))}
    </ul>
  )
}

type PartProps = { readonly settling: SignedSettling; readonly dispute: SignedDispute }

const TakeAll = ({ settling, dispute }: PartProps) => {
  const { t } = useTranslation('settle')
  const { standing } = dispute
  return (
    <div className={styles['all']}>
      {standing.map((signature) => (
        <Button key={signature.operation} onClick={() => settling.setPicks(allOf(dispute, signature))}>
          {standing.length === 1
            ? t('signed.keepAll')
            : t('signed.takeAll', { name: signature.name ?? t('assess:conflict.somebody') })}
        </Button>
      ))}
    </div>
  )
}

/** What the choice comes to. Keeping what is signed signs nothing; anything else is a signature, and is meant as one. */
const Outcome = ({ settling, dispute: { grid, standing } }: PartProps) => {
  const { t } = useTranslation('settle')
  const { list } = useFigures()
  const nameOf = usePartName(grid)
  const { keeps, signer, assigned, due, comments, asked } = settling
  if (keeps) return <Notice tone="info" title={t('signed.keeps')} />
  const comment = (competency: CompetencyCode, words: string): void =>
    settling.setComments(new Map([...comments, [competency, words]]))
  return (
    <section className={styles['form']} aria-labelledby="new-version">
      <h2 id="new-version">{t('signed.newVersion')}</h2>
      <p className={styles['note']}>{t('signed.follows', { count: standing.length })}</p>
      {due.map((competency) => (
        <TextArea
          key={competency}
          label={nameOf({ part: 'comment', competency })}
          hint={t('signed.commentDue')}
          error={asked && !comments.get(competency)?.trim() ? t('signed.commentMissing') : undefined}
          maxLength={10_000}
          value={comments.get(competency) ?? ''}
          onChange={(words) => comment(competency, words)}
        />
      ))}
      {signer ? (
        <p className={styles['by']}>{t('assess:sign.as', { name: fullName(signer) })}</p>
      ) : (
        <div>
          <LinkButton to="/who" icon="person">
            {t('assess:sign.who')}
          </LinkButton>
        </div>
      )}
      {signer && assigned.length > 0 && !assigned.includes(signer) && (
        <Notice tone="warning" title={t('signed.notYours', { names: list(assigned.map(fullName)) })} />
      )}
      <CheckBox label={t('assess:sign.meant')} checked={settling.meant} disabled={!signer} onChange={settling.setMeant} />
    </section>
  )
}
