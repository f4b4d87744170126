import { NotThere } from '#web/features/govern/NotThere.tsx'

/** An address below /govern that leads nowhere. */
export default function GovernNotFound() {
  return <NotThere />
}
