import Link from 'next/link'
import { useTranslations } from 'next-intl'

/** How a list is shown: as a whole page, or as its first rows, which are fetched again at an interval. */
export type ListLook = { readonly most?: number; readonly everyMs?: number }

/** Links from the first rows of a list to the whole list. */
export function AllLink({ href }: { readonly href: string }) {
  const t = useTranslations('explorer.list')
  return (
    <Link className="link t13" href={href}>
      {t('all')}
    </Link>
  )
}
