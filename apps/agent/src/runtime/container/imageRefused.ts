/** Thrown for an image that this machine will never run, so that the pull is not repeated. The message is for the renter. */
export class ImageRefused extends Error {
  override readonly name = 'ImageRefused'
}
