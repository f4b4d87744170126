/** The roles of the house: the owner runs migrations, each of the others is one writer, and `infinitio_admin` is the operator's. */
export const roles = [
  'infinitio_owner',
  'infinitio_api',
  'infinitio_matcher',
  'infinitio_follower',
  'infinitio_worker',
  'infinitio_gateway',
  'infinitio_admin',
] as const

/** One of the database roles of the house. */
export type Role = (typeof roles)[number]
