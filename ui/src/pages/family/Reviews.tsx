import { Details } from 'nhsuk-react-components';
import type { ReviewView } from '../../api/types';
import { ReviewStateTag } from '../../components/ReviewStateTag';
import { UnverifiedTag } from '../../components/UnverifiedTag';
import { reviews as names } from '../../text/choices';
import { isUnverified, whenCopy, whyCopy, words } from '../../text/reviews';

/** What is due, what was done, and why each stands as it does. */
export function Reviews({ reviews }: { reviews: ReviewView[] }) {
  if (reviews.length === 0) return null;
  return (
    <section aria-labelledby="reviews">
      <h2 className="nhsuk-heading-s" id="reviews">
        {words.title}
      </h2>
      <ul className="app-people">
        {reviews.map((review) => (
          <li key={review.review} className="app-people__one">
            <h3 className="app-people__name">
              <strong>{names[review.review]}</strong>
            </h3>
            <p className="app-people__facts">
              <ReviewStateTag state={review.state} /> {whenCopy(review)}{' '}
              {isUnverified(review) && <UnverifiedTag />}
            </p>
            <Details className="app-details">
              <Details.Summary>
                {words.why} <span className="nhsuk-u-visually-hidden">{names[review.review]}</span>
              </Details.Summary>
              <Details.Text>{whyCopy(review)}</Details.Text>
            </Details>
          </li>
        ))}
      </ul>
    </section>
  );
}
