import { useTranslations } from 'next-intl'

/**
 * Links to the page that explains an error; place it after the error's sentence. The code is in the tooltip and in the name for screen readers. The link opens
 * a new tab, so that a form keeps its input. An error of a contract has no page, so only the name of the error is shown. Shows nothing for null.
 */
export function ErrorCode({ code }: { readonly code: string | null }) {
  const t = useTranslations('states')
  if (code === null) return null
  if (!/^[a-z]+\./.test(code)) return <span className="mono dim">{code}</span>
  return (
    <a className="link" href={`/docs/errors/${code}`} target="_blank" rel="noreferrer" title={code}>
      {t('details')} <span className="sr-only">{code}</span>
    </a>
  )
}
