import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'

/** Ends the ticket for a visitor: it lists the missing steps. The typed values remain after sign-in. */
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
