import { createRoot } from 'react-dom/client'
import { ExitPage } from './ExitPage.tsx'
import './page.css'

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<ExitPage />)
