import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { FindingFilter } from '#web/features/govern/findings/findingQueries.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'

type FindingsOnlyProps = { readonly only: FindingFilter; readonly account: string }

/** Shows which findings are listed, with links to all findings and to those that the reader must judge. `account` is empty for a visitor. */
export function FindingsOnly({ only: { service, member }, account }: FindingsOnlyProps) {
  const t = useTranslations('govern.findings.only')
  const isFiltered = service !== undefined || member !== undefined
  if (!isFiltered && account === '') return null
  return (
    <p className="row wrap g3 t13">
      {service !== undefined && <span title={service}>{t('service', { service: shortHex(service) })}</span>}
      {member !== undefined && <span title={member}>{member === account ? t('you') : t('member', { account: shortHex(member) })}</span>}
      {isFiltered ? (
        <Link className="link" href="/govern/findings">
          {t('all')}
        </Link>
      ) : (
        <Link className="link" href={`/govern/findings?member=${account}`}>
          {t('mine')}
        </Link>
      )}
    </p>
  )
}
