import { defaultRetention } from '../../../core/domain/retention.ts'
import { PrivacyNotice } from './privacy-notice.tsx'

/** The notice before anybody is known on this device: without the administration's own settings. */
export const NoticeAlone = () => <PrivacyNotice name={null} contact={null} retention={defaultRetention} />
