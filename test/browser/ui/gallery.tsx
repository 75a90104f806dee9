import '../../../src/client/ui/tokens.css'
import '../../../src/client/ui/base.css'
import { useState } from 'react'
import { AppFrame, type NavEntry } from '../../../src/client/shell/app-frame.tsx'
import { SettingsMenu } from '../../../src/client/shell/settings-menu.tsx'
import { ActionBar } from '../../../src/client/ui/action-bar.tsx'
import { Button } from '../../../src/client/ui/button.tsx'
import { CheckBox } from '../../../src/client/ui/check-box.tsx'
import { type Column, DataTable } from '../../../src/client/ui/data-table.tsx'
import { EmptyState } from '../../../src/client/ui/empty-state.tsx'
import { Figure } from '../../../src/client/ui/figure.tsx'
import { GapShape, GapSign, type GapSignStatus } from '../../../src/client/ui/gap-sign.tsx'
import { IconButton } from '../../../src/client/ui/icon-button.tsx'
import { LinkButton } from '../../../src/client/ui/link-button.tsx'
import { Notice } from '../../../src/client/ui/notice.tsx'
import { Page } from '../../../src/client/ui/page.tsx'
import { ProgressBar } from '../../../src/client/ui/progress-bar.tsx'
import { RadioGroup } from '../../../src/client/ui/radio-group.tsx'
import { SearchBox } from '../../../src/client/ui/search-box.tsx'
import { Select } from '../../../src/client/ui/select.tsx'
import { Sheet } from '../../../src/client/ui/sheet.tsx'
import { Skeleton } from '../../../src/client/ui/skeleton.tsx'
import { Tabs } from '../../../src/client/ui/tabs.tsx'
import { TextArea } from '../../../src/client/ui/text-area.tsx'
import { TextField } from '../../../src/client/ui/text-field.tsx'

const nav: readonly NavEntry[] = [
  { to: '/', label: 'Évaluer', icon: 'list' },
  { to: '/gaps', label: 'Écarts', icon: 'chart' },
  { to: '/campaigns', label: 'Campagnes', icon: 'campaign' },
  { to: '/library', label: 'Bibliothèque', icon: 'book' },
  { to: '/people', label: 'Personnel', icon: 'people' },
  { to: '/sync', label: 'Envois', icon: 'sync' },
]

type Line = { readonly name: string; readonly required: number; readonly held: number | null; readonly status: GapSignStatus }

const lines: readonly Line[] = [
  { name: 'Valeur en douane', required: 3, held: 1, status: 'shortfall' },
  { name: 'Classement tarifaire', required: 3, held: 3, status: 'meets' },
  { name: 'Règles d’origine', required: 2, held: 4, status: 'surplus' },
  { name: 'Contrôle après dédouanement', required: 2, held: null, status: 'not-observed' },
  { name: 'Maîtrise de la langue anglaise', required: 1, held: null, status: 'not-applicable' },
  { name: 'Éthique et intégrité', required: 4, held: null, status: 'unrated' },
]

const columns: readonly Column<Line>[] = [
  { key: 'name', head: 'Compétence', names: true, cell: ({ name }) => name },
  { key: 'required', head: 'Requis', numeric: true, cell: ({ required }) => required },
  { key: 'held', head: 'Observé', numeric: true, cell: ({ held }) => held ?? '–' },
  {
    key: 'gap',
    head: 'Écart',
    cell: ({ status, required, held }) => <GapSign status={status} gap={held === null ? undefined : held - required} />,
  },
]

const sites = [
  { value: 'faladie', label: 'Bureau de Faladié' },
  { value: 'kayes', label: 'Direction régionale de Kayes' },
]

/** Every widget at once, in one frame: for eyes, for axe, and for nobody else. */
export const Gallery = () => {
  const [open, setOpen] = useState(false)
  const [search, setSearch] = useState('')
  const [site, setSite] = useState<string>()
  const [mode, setMode] = useState('supervisor')
  const [sure, setSure] = useState(true)
  const [text, setText] = useState('')
  return (
    <AppFrame
      nav={nav}
      safety="Enregistré sur cette tablette 14:02 · 9 au siège · 3 seulement ici"
      menu={<SettingsMenu language="fr" languages={[{ value: 'fr', label: 'Français' }]} switchLanguage={() => undefined} />}
    >
      <Page
        eyebrow="Bureau de Faladié · campagne pilote 2026"
        title="Évaluations du site"
        lede="41 agents, 12 jours restants. Sept attendent encore leur première évaluation."
        actions={
          <>
            <Button icon="print">Imprimer</Button>
            <LinkButton kind="primary" to="/next" iconAfter="arrow-right">
              Continuer avec Awa Traoré
            </LinkButton>
          </>
        }
      >
        <Tabs
          label="Vues"
          tabs={[
            { to: '/', label: 'À faire', count: 7 },
            { to: '/under-way', label: 'En cours', count: 12 },
            { to: '/to-sign', label: 'À signer', count: 3 },
            { to: '/done', label: 'Terminées', count: 19 },
          ]}
        />
        <div style={{ display: 'grid', gap: 40, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <section style={{ display: 'flex', flexWrap: 'wrap', gap: 40 }} aria-label="Chiffres">
            <Figure
              label="Évalués"
              value="34"
              base={{ n: 34, of: 41, what: 'agents' }}
              asOf="2026-11-22T09:00:00Z"
              now="2026-11-22T11:30:00Z"
            />
            <Figure label="Couverture" value="71" unit="%" base={{ n: 29, of: 31, what: 'exigences' }} />
            <Figure
              label="Écarts essentiels"
              value="12"
              tone="shortfall"
              sign={<GapShape status="shortfall" size={20} />}
              base={{ n: 34, of: 41 }}
            />
            <Figure label="Préparation" value={undefined} />
          </section>
          <SearchBox label="Chercher un agent" value={search} onChange={setSearch} found="4 agents" />
          <section style={{ display: 'grid', gap: 12 }} aria-label="Avis">
            <Notice
              tone="info"
              title="Une nouvelle version est prête"
              actions={<Button>Mettre à jour</Button>}
              onDismiss={() => undefined}
            >
              Vos saisies restent sur cet appareil.
            </Notice>
            <Notice tone="warning" title="Aucun contact avec le siège depuis 19 jours">
              Trois évaluations ne sont que sur cette tablette. Exportez-les si vous prenez la route.
            </Notice>
            <Notice
              tone="danger"
              title="La dernière note n’est pas enregistrée"
              actions={<Button kind="danger">Réessayer</Button>}
            >
              Le disque est plein. Les notes précédentes sont intactes.
            </Notice>
            <Notice tone="success" title="Neuf évaluations sont au siège" />
          </section>
          <DataTable caption="Écarts par compétence" columns={columns} rows={lines} rowKey={({ name }) => name} />
          <ProgressBar label="Compétences évaluées" value={12} max={31} />
          <section style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }} aria-label="Boutons">
            <Button kind="primary" icon="check">
              Signer
            </Button>
            <Button onClick={() => setOpen(true)}>Ouvrir la feuille</Button>
            <Button kind="quiet" icon="plus">
              Commentaire
            </Button>
            <Button kind="danger" icon="trash">
              Supprimer
            </Button>
            <Button kind="primary" icon="check" busy="Enregistrement…">
              Enregistrer
            </Button>
            <Button disabled>Indisponible</Button>
            <IconButton icon="undo" label="Annuler la dernière note" />
          </section>
          <section style={{ display: 'grid', gap: 20, maxWidth: 480 }} aria-label="Formulaire">
            <TextField label="Matricule" hint="Tel qu’il figure sur la fiche." value={text} onChange={setText} />
            <TextField label="Nom" error="Indiquez le nom de l’agent." value="" onChange={() => undefined} />
            <Select label="Site" options={sites} value={site} onChange={setSite} placeholder="Choisissez un site" />
            <TextArea label="Commentaire" required={false} value={text} onChange={setText} />
            <RadioGroup
              legend="Vous évaluez en tant que"
              options={[
                { value: 'supervisor', label: 'Supérieur hiérarchique', hint: 'Vous dirigez l’agent.' },
                { value: 'expert', label: 'Expert' },
              ]}
              value={mode}
              onChange={setMode}
            />
            <CheckBox label="L’agent était présent" checked={sure} onChange={setSure} hint="Sinon, la notification suit." />
          </section>
          <Skeleton shape="rows" count={2} />
          <EmptyState icon="people" title="Aucun agent sur ce site" actions={<Button kind="primary">Importer des agents</Button>}>
            Importez une liste, ou ajoutez le premier agent à la main.
          </EmptyState>
        </div>
        <ActionBar
          start={<Button icon="arrow-left">Précédente</Button>}
          end={
            <Button kind="primary" iconAfter="arrow-right">
              Suivante
            </Button>
          }
        />
        <Sheet
          open={open}
          onClose={() => setOpen(false)}
          title="Ajouter un commentaire"
          actions={
            <Button kind="primary" onClick={() => setOpen(false)}>
              Terminer
            </Button>
          }
        >
          <TextArea label="Commentaire" hint="Ce que vous avez vu ou entendu." value={text} onChange={setText} />
        </Sheet>
      </Page>
    </AppFrame>
  )
}
