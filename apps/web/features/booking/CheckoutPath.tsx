import Link from 'next/link'
import { useTranslations } from 'next-intl'

/** Shows a breadcrumb above the checkout: a link to all machines, then a link to the page of this machine. `name` is null if the machine left the market. */
export function CheckoutPath({ node, name }: { readonly node: string | null; readonly name: string | null }) {
  const t = useTranslations('book')
  return (
    <nav className="t13 dim mb-4" aria-label={t('breadcrumb')}>
      <Link className="link" href="/gpus">
        {t('allNodes')}
      </Link>{' '}
      /{' '}
      <Link className="link" href={`/gpus/${node}`}>
        {name ?? t('node')}
      </Link>{' '}
      / {t('here')}
    </nav>
  )
}
