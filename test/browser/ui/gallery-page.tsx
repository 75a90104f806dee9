import { createRoot } from 'react-dom/client'
import { startSpeaking } from '../../../src/client/i18n.ts'
import { Gallery } from './gallery.tsx'

// Opened by hand under `vite`: /test/browser/ui/gallery.html
await startSpeaking('fr')
const root = document.getElementById('root')
if (root) createRoot(root).render(<Gallery />)
