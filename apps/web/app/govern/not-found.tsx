import { NotThere } from '#web/parts/govern/NotThere.tsx'

/** Shows the 404 page for an unknown URL below /govern. */
export default function GovernNotFound() {
  return <NotThere />
}
