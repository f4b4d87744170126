import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'

/** In place of the button that signs, while the wallet is looked for. */
export function WaitingButton() {
  const t = useTranslations('signer')
  return (
    <Button tone="primary" size="lg" full disabled>
      {t('waiting')}
    </Button>
  )
}
