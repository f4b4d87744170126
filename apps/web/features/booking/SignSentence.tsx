import { Ban, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** Shows one sentence about a signature with an icon. */
export function SignSentence({ icon: Icon, children }: { readonly icon: LucideIcon; readonly children: ReactNode }) {
  return (
    <li>
      <Icon className={Icon === Ban ? 'i dim' : 'i go'} aria-hidden />
      <span>{children}</span>
    </li>
  )
}
