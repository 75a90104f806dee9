import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { PackId, UnitId } from '../../../core/domain/id.ts'
import type { Unit } from '../../../core/domain/person.ts'
import { textIn } from '../../../core/domain/text.ts'
import { openCampaign } from '../../app/campaigns.ts'
import { useApp, useLive } from '../../app/context.tsx'
import { ownPacks, ownUnits, type StoredPack } from '../../app/own.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import styles from './campaigns.module.css'

type Props = { readonly open: boolean; readonly onClose: () => void }

/** The one question before a draft exists: at which site. Everything else can wait, and is saved as it comes. */
export const OpenCampaign = ({ open, onClose }: Props) => {
  const found = useLive(async (app) => ({ packs: await ownPacks(app), units: await ownUnits(app) }))
  const sites = found?.units.filter((unit) => unit.site) ?? []
  if (!open || !found) return null
  if (found.packs.length === 0 || sites.length === 0) return <Missing pack={found.packs.length === 0} onClose={onClose} />
  return <Question sites={sites} packs={found.packs} onClose={onClose} />
}

type QuestionProps = { readonly sites: readonly Unit[]; readonly packs: readonly StoredPack[]; readonly onClose: () => void }

const Question = ({ sites, packs, onClose }: QuestionProps) => {
  const { t, i18n } = useTranslation('campaigns')
  const app = useApp()
  const [, navigate] = useLocation()
  const [site, setSite] = useState<string>(sites.length === 1 ? (sites[0]?.id ?? '') : '')
  const [pack, setPack] = useState<string>(packs[0]?.id ?? '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const begin = async (): Promise<void> => {
    setBusy(true)
    const done = await openCampaign(app, site as UnitId, pack as PackId)
    setBusy(false)
    if (done.ok) navigate(`/campaigns/${done.value}`)
    else setProblem(done.problem.problem)
  }

  return (
    <Sheet
      open
      onClose={onClose}
      shape="window"
      title={t('open.title')}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('open.cancel')}
          </Button>
          <Button kind="primary" busy={busy} disabled={site === ''} onClick={() => void begin()}>
            {t('open.open')}
          </Button>
        </>
      }
    >
      <div className={styles['fields']}>
        <Select
          label={t('open.site')}
          hint={t('open.forLife')}
          placeholder=""
          options={sites.map(({ id, name, code }) => ({ value: id as string, label: `${name} (${code})` }))}
          value={site || undefined}
          onChange={setSite}
        />
        {packs.length > 1 && (
          <Select
            label={t('open.pack')}
            options={packs.map(({ id, pack: content }) => ({
              value: id as string,
              label: `${textIn(content.name, i18n.language)} · ${content.version}`,
            }))}
            value={pack}
            onChange={setPack}
          />
        )}
        {problem && <Notice tone="danger" live title={t([`problem.${problem}`, 'problem.unforeseen'])} />}
      </div>
    </Sheet>
  )
}

const Missing = ({ pack, onClose }: { readonly pack: boolean; readonly onClose: () => void }) => {
  const { t } = useTranslation('campaigns')
  return (
    <Sheet
      open
      onClose={onClose}
      shape="window"
      title={t('list.new')}
      actions={
        <LinkButton to={pack ? '/library' : '/people/import'} kind="primary">
          {t(pack ? 'list.missing.toLibrary' : 'list.missing.toImport')}
        </LinkButton>
      }
    >
      <p>{t(pack ? 'list.missing.pack' : 'list.missing.site')}</p>
    </Sheet>
  )
}
