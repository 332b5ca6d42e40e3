import { Migration } from '@mikro-orm/migrations';

/** Since when a learner's yes is on its way: one that broke off does not stand in the way of a no for ever. */
export class YesOnItsWay extends Migration {
  override up(): void {
    this.addSql('alter table step_proposal add column taking_at timestamptz(6)');
  }
}
