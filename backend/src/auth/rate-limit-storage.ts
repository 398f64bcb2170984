import { ThrottlerStorageService } from '@nestjs/throttler';

/**
 * The counts of the last minute, by this machine's clock. Where that is set back they are forgotten: they would otherwise
 * count for as long as it had been ahead.
 */
export class RateLimitStorage extends ThrottlerStorageService {
  private last = -Infinity;

  override increment(...counted: Parameters<ThrottlerStorageService['increment']>) {
    const now = Date.now();
    if (now < this.last) this.onApplicationShutdown();
    this.last = now;
    return super.increment(...counted);
  }
}
