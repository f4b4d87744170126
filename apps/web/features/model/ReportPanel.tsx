'use client'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'

/** A service that a visitor reports: its ID, and the contact in its terms. */
export type Reported = { readonly service: string; readonly contact: string }

type ReportProps = { readonly reported: Reported; readonly supportUrl: string | null; readonly onClose: () => void }

/** Shows the two contacts to which a visitor can report a service: the one in the service's terms on the chain, and the operator of this market. */
export function ReportPanel({ reported: { service, contact }, supportUrl, onClose }: ReportProps) {
  const t = useTranslations('model.report')
  return (
    <Panel
      title={t('title', { service: shortHex(service) })}
      end={
        <Button tone="ghost" size="sm" onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      <div className="panel-body stack g3">
        <p className="t13">{t('text')}</p>
        <dl className="pkv">
          <dt>{t('id')}</dt>
          <dd className="mono">{service}</dd>
          <dt>{t('contact')}</dt>
          <dd>{contact === '' ? t('none') : contact}</dd>
          <dt>{t('operator')}</dt>
          <dd>
            {supportUrl === null ? (
              t('none')
            ) : (
              <a className="link" href={addressOf(supportUrl, t('subject', { service }))} rel="noreferrer">
                {t('operatorLink')}
              </a>
            )}
          </dd>
        </dl>
        <p className="t12 dim">{t('after')}</p>
      </div>
    </Panel>
  )
}

/** Returns the link to a contact. If the contact is a mail address, the subject of the mail contains the service. If it is a page, the link is unchanged. */
function addressOf(supportUrl: string, subject: string): string {
  return supportUrl.startsWith('mailto:') ? `${supportUrl.split('?')[0]}?subject=${encodeURIComponent(subject)}` : supportUrl
}
