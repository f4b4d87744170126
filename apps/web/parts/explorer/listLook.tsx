import Link from 'next/link'
import { useTranslations } from 'next-intl'

/** A list as a whole page, or a look at its first rows, asked for again every so often. */
export type ListLook = { readonly most?: number; readonly everyMs?: number }

/** From a look at a list to all of it. */
export function AllLink({ href }: { readonly href: string }) {
  const t = useTranslations('explorer.list')
  return (
    <Link className="link t13" href={href}>
      {t('all')}
    </Link>
  )
}
