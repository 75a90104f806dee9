import { useTranslation } from 'react-i18next'
import { textIn } from '../../../../core/domain/text.ts'
import type { Part } from '../../../app/conflicts.ts'
import type { Grid } from '../../../app/work.ts'

/** What a part of an assessment is called: the competency, its comment, or the words on the whole. */
export const usePartName = ({ pack }: Pick<Grid, 'pack'>): ((part: Part) => string) => {
  const { t, i18n } = useTranslation('assess')
  return (part) => {
    if (part.part === 'summary') return t('review.summary')
    const competency = pack.framework.competencies.find(({ code }) => code === part.competency)
    const name = competency ? textIn(competency.name, i18n.language) : part.competency
    return part.part === 'rating' ? name : t('conflict.comment-on', { competency: name })
  }
}
