import { errorsOf, minutesOf, trafficOf, type Period } from './period.ts';
import { counted, duration, rate } from './words.ts';

/** `203 errors in 600 requests (1 in 3) in the 10.0 min`: errors beside what they are to be weighed against, and the window of both. */
export function errorsInRequests(periods: readonly Period[]): string {
  const [errors, requests] = [sum(periods.map(errorsOf)), sum(periods.map(trafficOf))];
  return `${counted(errors, 'error')} in ${grouped(requests)} requests${share(errors, requests)} in the ${windowOf(periods)}`;
}

/** `22 in 90.0 min`. */
export function requestsIn(period: Period): string {
  return `${grouped(trafficOf(period))} in ${windowOf([period])}`;
}

function share(errors: number, requests: number): string {
  if (errors === 0 || requests === 0) return '';
  const requestsPerError = Math.round(requests / errors);
  return requestsPerError < 2 ? ` (${rate(errors / requests)} a request)` : ` (1 in ${grouped(requestsPerError)})`;
}

function grouped(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

function windowOf(periods: readonly Period[]): string {
  return duration(sum(periods.map(minutesOf)) * 60_000);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
