import { useCall } from '../api/queries';
import { colleague, entry } from '../text/entry';

/** Who somebody that works here is, where this laptop knows it. */
export function StaffName({ staff }: { staff: string }) {
  const colleagues = useCall('colleagues', {});
  const known = colleagues.data?.find((one) => one.staff === staff);
  return known ? colleague(known.name, known.role) : entry.colleague;
}
