import { getTranslations } from 'next-intl/server'
import { supportUrl } from '#web/i18n/reading.ts'

/** Links to the page or the mailbox at which the operator helps users. Shows nothing if the operator set none. */
export async function SupportLine() {
  const t = await getTranslations('docs.home')
  const support = supportUrl()
  return support === null ? null : (
    <p className="t13">
      {t('supportText')}{' '}
      <a className="link" href={support}>
        {t('support')}
      </a>
    </p>
  )
}
