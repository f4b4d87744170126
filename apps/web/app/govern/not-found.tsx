import { NotThere } from '#web/parts/govern/NotThere.tsx'

/** An address below /govern that leads nowhere. */
export default function GovernNotFound() {
  return <NotThere />
}
