import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'

/** The end of a ticket for who is not signed in: what is still missing. What was written stays. */
export function StrangerFoot() {
  const t = useTranslations('ticket.stranger')
  return (
    <div className="stack g2">
      <Button tone="primary" size="lg" full onClick={() => void askToSignIn()}>
        {t('connect')}
      </Button>
      <p className="t12 dim">{t('text')}</p>
    </div>
  )
}
