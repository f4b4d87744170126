import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MailLinkView } from '#web/features/notifications/MailLinkView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('mailLink')
  return { title: t('title'), robots: { index: false }, referrer: 'no-referrer' }
}

/** `/mail`: handles the links in our mails. No sign-in is needed. */
export default function MailPage() {
  return <MailLinkView />
}
