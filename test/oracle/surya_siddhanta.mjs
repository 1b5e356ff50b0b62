/*
 * surya_siddhanta.mjs: Bikram Sambat as the Surya Siddhanta has it.
 *
 *	node test/oracle/surya_siddhanta.mjs
 *
 * A month of Bikram Sambat begins when the sun enters a sign.  This reckons
 * those moments by the mean motion, apsis, epicycle and sines of the Surya
 * Siddhanta, cuts them into days at a fixed hour, and prints the years of
 * src/dates/bikram_sambat_core.c that come out otherwise.  It is how the
 * versions of that table were weighed; it does not replace what was published,
 * from which single days differ where the moment is near the hour.
 */
import { readFileSync } from 'fs';

const DAY = 86400000;
const source = readFileSync(new URL('../../src/dates/bikram_sambat_core.c', import.meta.url), 'utf8');
const table = [...source.matchAll(/\{([\d, ]+)\},\s*\/\* (\d{4}) \*\//g)].map((m) => ({ year: +m[2], lengths: m[1].split(',').map(Number) }));

const YEAR = 1577917828000 / 4320000000;	/* civil days of a kalpa, by revolutions of the sun */
const EPOCH = 588465.5;						/* Julian date of the beginning of the Kali age, midnight at Ujjain */
const APSIS = 77 + 17 / 60;					/* degrees, of the sun's slowest point */
const SINES = [0, 225, 449, 671, 890, 1105, 1315, 1520, 1719, 1910, 2093, 2267, 2431, 2585, 2728, 2859, 2978, 3084, 3177, 3256,
	3321, 3372, 3409, 3431, 3438];			/* of a circle of radius 3438, every 225 minutes of arc */

const turn = (x) => ((x % 360) + 360) % 360;
function sine(degrees) {
	let d = turn(degrees);
	const sign = d > 180 ? -1 : 1;
	if (d > 180) d -= 180;
	if (d > 90) d = 180 - d;
	const e = d * 60 / 225;
	const i = Math.min(Math.floor(e), 23);
	return sign * (SINES[i] + (e - i) * (SINES[i + 1] - SINES[i])) / 3438;
}
function arcsine(x) {
	const v = Math.abs(x) * 3438;
	let i = 0;
	while (i < 23 && SINES[i + 1] < v) i++;
	return Math.sign(x) * (i + (v - SINES[i]) / (SINES[i + 1] - SINES[i])) * 225 / 60;
}
/* the true longitude of the sun; the epicycle shrinks by 20 minutes at the quadrants */
function longitude(jd) {
	const mean = turn((jd - EPOCH) / YEAR * 360);
	const offset = sine(mean - APSIS);
	return turn(mean - arcsine(offset * (14 / 360 - Math.abs(offset) / 1080)));
}
function ingress(sign, near) {
	let from = near - 5;
	let to = near + 5;
	for (let i = 0; i < 50; i++) {
		const middle = (from + to) / 2;
		if (turn(longitude(middle) - 30 * sign + 180) < 180) from = middle; else to = middle;
	}
	return from;
}

/* the hour that parts the days, as a fraction from midnight at Ujjain: another one for the fourth and the tenth month */
const hour = (month) => (month === 4 ? 0.21 : month === 10 ? -0.315 : -0.012);
const AROUND = [0, 31, 62, 94, 125, 156, 187, 216, 246, 275, 305, 335, 365];
function reckon(year) {
	const starts = AROUND.map((days, m) => {
		const near = Date.UTC(year - 57, 3, 14) / DAY + 2440587.5 + days;
		return Math.floor(ingress(m % 12, near) - hour((m % 12) + 1) - 0.5) + 0.5;
	});
	return { first: starts[0], lengths: starts.slice(1).map((s, i) => s - starts[i]) };
}

const differing = [];
let first = Date.UTC(1913, 3, 13) / DAY + 2440587.5;
for (const { year, lengths } of table) {
	const r = reckon(year);
	if (r.first !== first || r.lengths.join() !== lengths.join()) {
		differing.push(year);
		console.log(`${year}  table     ${lengths.join(' ')}\n      reckoned  ${r.lengths.join(' ')}${r.first === first ? '' : `  begins ${r.first - first} days off`}`);
	}
	first += lengths.reduce((a, b) => a + b);
}
console.log(`${differing.length} of ${table.length} years differ: ${differing.join(' ')}`);
